# Reads a Phoenix export: Rscript phoenix.R phoenix.csv
events <- read.csv(commandArgs(trailingOnly = TRUE)[1], colClasses = c(EventCode = "character",
                   EventRootCode = "character", Date = "character"), stringsAsFactors = FALSE, encoding = "UTF-8")
stopifnot(ncol(events) == 26, nrow(events) > 0, all(events$PentaClass %in% 0:4), is.numeric(events$GoldsteinScore))
stopifnot(!anyNA(as.Date(events$Date, "%Y%m%d")), all(substr(events$EventCode, 1, 2) == events$EventRootCode))
stopifnot(is.numeric(events$Lat), !anyDuplicated(events$EventID))
cat("phoenix: ", nrow(events), " rows read\n", sep = "")
