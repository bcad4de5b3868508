# Reads an ICEWS export as scripts for ICEWS do: Rscript icews.R icews.tab
# Once without quoting, as the raw files are documented, and once with R's own defaults; both must give the same.
path <- commandArgs(trailingOnly = TRUE)[1]
columns <- c("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code",
             "Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher",
             "City", "District", "Province", "Country", "Latitude", "Longitude")
classes <- c("CAMEO Code" = "character")
raw <- read.delim(path, quote = "", check.names = FALSE, colClasses = classes, stringsAsFactors = FALSE,
                  encoding = "UTF-8")
plain <- read.delim(path, check.names = FALSE, colClasses = classes, stringsAsFactors = FALSE, encoding = "UTF-8")
stopifnot(identical(names(raw), columns), identical(raw, plain), nrow(raw) > 0)
stopifnot(is.integer(raw$`Event ID`), !anyDuplicated(raw$`Event ID`))
stopifnot(!anyNA(as.Date(raw$`Event Date`)), is.numeric(raw$Intensity), is.numeric(raw$Latitude))
stopifnot(all(nchar(raw$`CAMEO Code`) %in% 2:4), all(raw$`Source Name` != ""), all(raw$`Target Name` != ""))

# The usual next steps: root codes, dyads by month, a mean intensity.
raw$root <- substr(raw$`CAMEO Code`, 1, 2)
raw$month <- format(as.Date(raw$`Event Date`), "%Y-%m")
dyads <- aggregate(Intensity ~ `Source Country` + `Target Country` + month, data = raw, FUN = mean)
print(dyads)
print(table(raw$root))
cat("icews: ", nrow(raw), " rows read\n", sep = "")
