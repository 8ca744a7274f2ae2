variable "region" {
  description = "The AWS region of the functions."
  type        = string
  default     = "eu-central-1"
}

variable "name" {
  description = "The prefix of all resource names."
  type        = string
  default     = "members"
}

variable "domains" {
  description = "Users with an email address in one of these domains can sign up."
  type        = list(string)
  default     = ["example.com"]
}
